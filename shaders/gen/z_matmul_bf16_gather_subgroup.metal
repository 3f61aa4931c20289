#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _29
{
    uint4 _m0;
    float _m1;
    float _m2;
};

#ifndef SPIRV_CROSS_CONSTANT_ID_1
#define SPIRV_CROSS_CONSTANT_ID_1 0u
#endif
constant uint _52 = SPIRV_CROSS_CONSTANT_ID_1;
constant bool _55 = (_52 == 1u);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _65 = SPIRV_CROSS_CONSTANT_ID_0;

struct _120
{
    uint _m0[1];
};

struct _123
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

struct _181
{
    float4 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _201 = SPIRV_CROSS_CONSTANT_ID_2;
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 1u
#endif
constant uint _206 = SPIRV_CROSS_CONSTANT_ID_3;
constant uint _255 = (_201 * _206);
constant uint _257 = (_201 * _206);

struct _349
{
    uint2 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 0u
#endif
constant uint _412 = SPIRV_CROSS_CONSTANT_ID_4;
constant bool _413 = (_412 == 1u);
constant uint _423 = (_201 * _206);
constant uint _436 = (_201 * _206);
constant uint _439 = (8u * _65);
constant uint _463 = (_201 * _206);
constant uint _489 = (_201 * _206);
constant uint _490 = (_489 + _65);
constant uint _491 = (_490 - 1u);
constant uint _492 = (_491 / _65);
constant uint _510 = (_201 * _206);
constant uint _564 = (_201 * _206);

struct _579
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _599 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_599, 1u, 1u);

kernel void main0(constant _123& _125 [[buffer(0)]], const device _181& _183 [[buffer(2)]], const device _349& _351 [[buffer(3)]], const device _120& _122 [[buffer(5)]], device _579& _581 [[buffer(6)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _68[_65];
    threadgroup float _442[_439];
    do
    {
        uint _202 = gl_WorkGroupID.x * _201;
        uint _207 = gl_WorkGroupID.y * _206;
        bool _793;
        _793 = false;
        uint _221[_201];
        bool _240;
        for (uint _792 = 0u; _792 < _201; _793 = _240, _792++)
        {
            uint _225 = _202 + _792;
            bool _625 = _125._m7 == 1u;
            uint _833;
            if (_625)
            {
                _833 = 2u * _225;
            }
            else
            {
                _833 = _225;
            }
            uint _835;
            if (_625)
            {
                uint _834;
                if (_122._m0[_833] <= 1266679808u)
                {
                    _834 = uint(as_type<float>(_122._m0[_833]));
                }
                else
                {
                    _834 = 4294967295u;
                }
                _835 = _834;
            }
            else
            {
                _835 = _122._m0[_833];
            }
            _221[_792] = _835 - _125._m4;
            if (!_793)
            {
                _240 = _221[_792] < _125._m3;
            }
            else
            {
                _240 = _793;
            }
        }
        if (!_793)
        {
            break;
        }
        float _260[_257];
        for (uint _794 = 0u; _794 < _255; )
        {
            _260[_794] = 0.0;
            _794++;
            continue;
        }
        uint _795;
        _795 = gl_LocalInvocationID.x;
        _29 _286[_201];
        float4 _321[_206];
        for (; _795 < _125._m0; _795 += _65)
        {
            for (uint _822 = 0u; _822 < _201; )
            {
                _286[_822] = _29{ uint4(4u * ((min(_221[_822], (_125._m3 - 1u)) * _125._m0) + _795)), 1.0, 0.0 };
                _822++;
                continue;
            }
            uint _823;
            _823 = 0u;
            for (; _823 < 4u; _823++)
            {
                for (uint _826 = 0u; _826 < _206; )
                {
                    _321[_826] = _183._m0[(min((_207 + _826), 0u) * (_125._m2 / 4u)) + ((4u * _795) + _823)];
                    _826++;
                    continue;
                }
                uint _827;
                _827 = 0u;
                for (; _827 < _201; _827++)
                {
                    uint _356 = _286[_827]._m0.x + _823;
                    float4 _694 = as_type<float4>(uint4(_351._m0[_356].x << uint(16), _351._m0[_356].x & 4294901760u, _351._m0[_356].y << uint(16), _351._m0[_356].y & 4294901760u));
                    for (uint _830 = 0u; _830 < _206; )
                    {
                        uint _374 = (_830 * _201) + _827;
                        _260[_374] = fma(_321[_830].w, _694.w, fma(_321[_830].z, _694.z, fma(_321[_830].y, _694.y, fma(_321[_830].x, _694.x, _260[_374]))));
                        _830++;
                        continue;
                    }
                }
            }
        }
        float _495[_492];
        if (_413)
        {
            uint _804;
            _804 = 0u;
            uint _435;
            for (; _804 < _423; _804 = _435)
            {
                threadgroup_barrier(mem_flags::mem_threadgroup);
                uint _816;
                _816 = _804;
                for (;;)
                {
                    _435 = _804 + 8u;
                    if (_816 < min(_435, _436))
                    {
                        _442[((_816 - _804) * _65) + gl_LocalInvocationID.x] = _260[_816];
                        _816++;
                        continue;
                    }
                    else
                    {
                        break;
                    }
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                uint _461 = ((gl_LocalInvocationID.x + _65) - (_804 % _65)) % _65;
                if (_461 < min(8u, (_463 - _804)))
                {
                    float _820;
                    _820 = 0.0;
                    for (uint _818 = 0u; _818 < _65; )
                    {
                        _820 += _442[(_461 * _65) + _818];
                        _818++;
                        continue;
                    }
                    _495[_804 / _65] = _820;
                }
            }
        }
        else
        {
            for (uint _796 = 0u; _796 < _510; _796++)
            {
                float _516 = _260[_796];
                float _799;
                do
                {
                    float _711 = simd_sum(_516);
                    if (_55)
                    {
                        _799 = _711;
                        break;
                    }
                    threadgroup_barrier(mem_flags::mem_threadgroup);
                    bool _715 = simd_is_first();
                    if (_715)
                    {
                        _68[gl_SubgroupID] = _711;
                    }
                    threadgroup_barrier(mem_flags::mem_threadgroup);
                    float _798;
                    _798 = _68[0];
                    for (uint _797 = 1u; _797 < gl_NumSubgroups; )
                    {
                        _798 += _68[_797];
                        _797++;
                        continue;
                    }
                    _799 = _798;
                    break;
                } while(false);
                if ((_796 % _65) == gl_LocalInvocationID.x)
                {
                    _495[_796 / _65] = _799;
                }
            }
        }
        for (uint _805 = 0u; _805 < _492; _805++)
        {
            uint _542 = (_805 * _65) + gl_LocalInvocationID.x;
            uint _809;
            if (_542 < _201)
            {
                uint _551 = _202 + _542;
                bool _756 = _125._m7 == 1u;
                uint _806;
                if (_756)
                {
                    _806 = 2u * _551;
                }
                else
                {
                    _806 = _551;
                }
                uint _808;
                if (_756)
                {
                    uint _807;
                    if (_122._m0[_806] <= 1266679808u)
                    {
                        _807 = uint(as_type<float>(_122._m0[_806]));
                    }
                    else
                    {
                        _807 = 4294967295u;
                    }
                    _808 = _807;
                }
                else
                {
                    _808 = _122._m0[_806];
                }
                _809 = _808 - _125._m4;
            }
            else
            {
                _809 = _125._m3;
            }
            uint _562 = _207 + (_542 / _201);
            bool _565 = _542 < _564;
            bool _572;
            if (_565)
            {
                _572 = _809 < _125._m3;
            }
            else
            {
                _572 = _565;
            }
            if (_572 && (_562 < 1u))
            {
                _581._m0[((_562 * _125._m5) + _125._m4) + _809] = _495[_805];
            }
        }
        break;
    } while(false);
}

