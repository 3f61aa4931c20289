#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _22
{
    uint4 _m0;
    float _m1;
    float _m2;
};

#ifndef SPIRV_CROSS_CONSTANT_ID_1
#define SPIRV_CROSS_CONSTANT_ID_1 0u
#endif
constant uint _46 = SPIRV_CROSS_CONSTANT_ID_1;
constant bool _49 = (_46 == 1u);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _59 = SPIRV_CROSS_CONSTANT_ID_0;

struct _96
{
    uint _m0[1];
};

struct _99
{
    uint _m0;
    uint _m1;
    uint _m2;
    uint _m3;
    uint _m4;
    uint _m5;
    uint _m6;
    uint _m7;
};

struct _157
{
    float4 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _177 = SPIRV_CROSS_CONSTANT_ID_2;
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 1u
#endif
constant uint _182 = SPIRV_CROSS_CONSTANT_ID_3;
constant uint _231 = (_177 * _182);
constant uint _233 = (_177 * _182);

struct _325
{
    uint4 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 0u
#endif
constant uint _387 = SPIRV_CROSS_CONSTANT_ID_4;
constant bool _388 = (_387 == 1u);
constant uint _398 = (_177 * _182);
constant uint _411 = (_177 * _182);
constant uint _414 = (8u * _59);
constant uint _438 = (_177 * _182);
constant uint _464 = (_177 * _182);
constant uint _465 = (_464 + _59);
constant uint _466 = (_465 - 1u);
constant uint _467 = (_466 / _59);
constant uint _485 = (_177 * _182);
constant uint _539 = (_177 * _182);

struct _554
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _574 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_574, 1u, 1u);

kernel void main0(constant _99& _101 [[buffer(0)]], const device _157& _159 [[buffer(2)]], const device _325& _327 [[buffer(3)]], const device _96& _98 [[buffer(5)]], device _554& _556 [[buffer(6)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _62[_59];
    threadgroup float _417[_414];
    do
    {
        uint _178 = gl_WorkGroupID.x * _177;
        uint _183 = gl_WorkGroupID.y * _182;
        bool _748;
        _748 = false;
        uint _197[_177];
        bool _216;
        for (uint _747 = 0u; _747 < _177; _748 = _216, _747++)
        {
            uint _201 = _178 + _747;
            bool _600 = _101._m7 == 1u;
            uint _788;
            if (_600)
            {
                _788 = 2u * _201;
            }
            else
            {
                _788 = _201;
            }
            uint _790;
            if (_600)
            {
                uint _789;
                if (_98._m0[_788] <= 1266679808u)
                {
                    _789 = uint(as_type<float>(_98._m0[_788]));
                }
                else
                {
                    _789 = 4294967295u;
                }
                _790 = _789;
            }
            else
            {
                _790 = _98._m0[_788];
            }
            _197[_747] = _790 - _101._m4;
            if (!_748)
            {
                _216 = _197[_747] < _101._m3;
            }
            else
            {
                _216 = _748;
            }
        }
        if (!_748)
        {
            break;
        }
        float _236[_233];
        for (uint _749 = 0u; _749 < _231; )
        {
            _236[_749] = 0.0;
            _749++;
            continue;
        }
        uint _750;
        _750 = gl_LocalInvocationID.x;
        _22 _262[_177];
        float4 _297[_182];
        for (; _750 < _101._m0; _750 += _59)
        {
            for (uint _777 = 0u; _777 < _177; )
            {
                _262[_777] = _22{ uint4(4u * ((min(_197[_777], (_101._m3 - 1u)) * _101._m0) + _750)), 1.0, 0.0 };
                _777++;
                continue;
            }
            uint _778;
            _778 = 0u;
            for (; _778 < 4u; _778++)
            {
                for (uint _781 = 0u; _781 < _182; )
                {
                    _297[_781] = _159._m0[(min((_183 + _781), 0u) * (_101._m2 / 4u)) + ((4u * _750) + _778)];
                    _781++;
                    continue;
                }
                uint _782;
                _782 = 0u;
                for (; _782 < _177; _782++)
                {
                    float4 _336 = as_type<float4>(_327._m0[_262[_782]._m0.x + _778]);
                    for (uint _785 = 0u; _785 < _182; )
                    {
                        uint _349 = (_785 * _177) + _782;
                        _236[_349] = fma(_297[_785].w, _336.w, fma(_297[_785].z, _336.z, fma(_297[_785].y, _336.y, fma(_297[_785].x, _336.x, _236[_349]))));
                        _785++;
                        continue;
                    }
                }
            }
        }
        float _470[_467];
        if (_388)
        {
            uint _759;
            _759 = 0u;
            uint _410;
            for (; _759 < _398; _759 = _410)
            {
                threadgroup_barrier(mem_flags::mem_threadgroup);
                uint _771;
                _771 = _759;
                for (;;)
                {
                    _410 = _759 + 8u;
                    if (_771 < min(_410, _411))
                    {
                        _417[((_771 - _759) * _59) + gl_LocalInvocationID.x] = _236[_771];
                        _771++;
                        continue;
                    }
                    else
                    {
                        break;
                    }
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                uint _436 = ((gl_LocalInvocationID.x + _59) - (_759 % _59)) % _59;
                if (_436 < min(8u, (_438 - _759)))
                {
                    float _775;
                    _775 = 0.0;
                    for (uint _773 = 0u; _773 < _59; )
                    {
                        _775 += _417[(_436 * _59) + _773];
                        _773++;
                        continue;
                    }
                    _470[_759 / _59] = _775;
                }
            }
        }
        else
        {
            for (uint _751 = 0u; _751 < _485; _751++)
            {
                float _491 = _236[_751];
                float _754;
                do
                {
                    float _670 = simd_sum(_491);
                    if (_49)
                    {
                        _754 = _670;
                        break;
                    }
                    threadgroup_barrier(mem_flags::mem_threadgroup);
                    bool _674 = simd_is_first();
                    if (_674)
                    {
                        _62[gl_SubgroupID] = _670;
                    }
                    threadgroup_barrier(mem_flags::mem_threadgroup);
                    float _753;
                    _753 = _62[0];
                    for (uint _752 = 1u; _752 < gl_NumSubgroups; )
                    {
                        _753 += _62[_752];
                        _752++;
                        continue;
                    }
                    _754 = _753;
                    break;
                } while(false);
                if ((_751 % _59) == gl_LocalInvocationID.x)
                {
                    _470[_751 / _59] = _754;
                }
            }
        }
        for (uint _760 = 0u; _760 < _467; _760++)
        {
            uint _517 = (_760 * _59) + gl_LocalInvocationID.x;
            uint _764;
            if (_517 < _177)
            {
                uint _526 = _178 + _517;
                bool _715 = _101._m7 == 1u;
                uint _761;
                if (_715)
                {
                    _761 = 2u * _526;
                }
                else
                {
                    _761 = _526;
                }
                uint _763;
                if (_715)
                {
                    uint _762;
                    if (_98._m0[_761] <= 1266679808u)
                    {
                        _762 = uint(as_type<float>(_98._m0[_761]));
                    }
                    else
                    {
                        _762 = 4294967295u;
                    }
                    _763 = _762;
                }
                else
                {
                    _763 = _98._m0[_761];
                }
                _764 = _763 - _101._m4;
            }
            else
            {
                _764 = _101._m3;
            }
            uint _537 = _183 + (_517 / _177);
            bool _540 = _517 < _539;
            bool _547;
            if (_540)
            {
                _547 = _764 < _101._m3;
            }
            else
            {
                _547 = _540;
            }
            if (_547 && (_537 < 1u))
            {
                _556._m0[((_537 * _101._m5) + _101._m4) + _764] = _470[_760];
            }
        }
        break;
    } while(false);
}

