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

struct _116
{
    uint _m0[1];
};

struct _119
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

struct _177
{
    float4 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _197 = SPIRV_CROSS_CONSTANT_ID_2;
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 1u
#endif
constant uint _202 = SPIRV_CROSS_CONSTANT_ID_3;
constant uint _251 = (_197 * _202);
constant uint _253 = (_197 * _202);

struct _345
{
    uint2 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 0u
#endif
constant uint _408 = SPIRV_CROSS_CONSTANT_ID_4;
constant bool _409 = (_408 == 1u);
constant uint _419 = (_197 * _202);
constant uint _432 = (_197 * _202);
constant uint _435 = (8u * _65);
constant uint _459 = (_197 * _202);
constant uint _485 = (_197 * _202);
constant uint _486 = (_485 + _65);
constant uint _487 = (_486 - 1u);
constant uint _488 = (_487 / _65);
constant uint _506 = (_197 * _202);
constant uint _560 = (_197 * _202);

struct _575
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _595 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_595, 1u, 1u);

kernel void main0(constant _119& _121 [[buffer(0)]], const device _177& _179 [[buffer(2)]], const device _345& _347 [[buffer(3)]], const device _116& _118 [[buffer(5)]], device _575& _577 [[buffer(6)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _68[_65];
    threadgroup float _438[_435];
    do
    {
        uint _198 = gl_WorkGroupID.x * _197;
        uint _203 = gl_WorkGroupID.y * _202;
        bool _784;
        _784 = false;
        uint _217[_197];
        bool _236;
        for (uint _783 = 0u; _783 < _197; _784 = _236, _783++)
        {
            uint _221 = _198 + _783;
            bool _621 = _121._m7 == 1u;
            uint _824;
            if (_621)
            {
                _824 = 2u * _221;
            }
            else
            {
                _824 = _221;
            }
            uint _826;
            if (_621)
            {
                uint _825;
                if (_118._m0[_824] <= 1266679808u)
                {
                    _825 = uint(as_type<float>(_118._m0[_824]));
                }
                else
                {
                    _825 = 4294967295u;
                }
                _826 = _825;
            }
            else
            {
                _826 = _118._m0[_824];
            }
            _217[_783] = _826 - _121._m4;
            if (!_784)
            {
                _236 = _217[_783] < _121._m3;
            }
            else
            {
                _236 = _784;
            }
        }
        if (!_784)
        {
            break;
        }
        float _256[_253];
        for (uint _785 = 0u; _785 < _251; )
        {
            _256[_785] = 0.0;
            _785++;
            continue;
        }
        uint _786;
        _786 = gl_LocalInvocationID.x;
        _29 _282[_197];
        float4 _317[_202];
        for (; _786 < _121._m0; _786 += _65)
        {
            for (uint _813 = 0u; _813 < _197; )
            {
                _282[_813] = _29{ uint4(4u * ((min(_217[_813], (_121._m3 - 1u)) * _121._m0) + _786)), 1.0, 0.0 };
                _813++;
                continue;
            }
            uint _814;
            _814 = 0u;
            for (; _814 < 4u; _814++)
            {
                for (uint _817 = 0u; _817 < _202; )
                {
                    _317[_817] = _179._m0[(min((_203 + _817), 0u) * (_121._m2 / 4u)) + ((4u * _786) + _814)];
                    _817++;
                    continue;
                }
                uint _818;
                _818 = 0u;
                for (; _818 < _197; _818++)
                {
                    uint _352 = _282[_818]._m0.x + _814;
                    float2 _679 = float2(as_type<half2>(_347._m0[_352].x));
                    float2 _682 = float2(as_type<half2>(_347._m0[_352].y));
                    float _683 = _679.x;
                    float _684 = _679.y;
                    float _685 = _682.x;
                    float _686 = _682.y;
                    for (uint _821 = 0u; _821 < _202; )
                    {
                        uint _370 = (_821 * _197) + _818;
                        _256[_370] = fma(_317[_821].w, _686, fma(_317[_821].z, _685, fma(_317[_821].y, _684, fma(_317[_821].x, _683, _256[_370]))));
                        _821++;
                        continue;
                    }
                }
            }
        }
        float _491[_488];
        if (_409)
        {
            uint _795;
            _795 = 0u;
            uint _431;
            for (; _795 < _419; _795 = _431)
            {
                threadgroup_barrier(mem_flags::mem_threadgroup);
                uint _807;
                _807 = _795;
                for (;;)
                {
                    _431 = _795 + 8u;
                    if (_807 < min(_431, _432))
                    {
                        _438[((_807 - _795) * _65) + gl_LocalInvocationID.x] = _256[_807];
                        _807++;
                        continue;
                    }
                    else
                    {
                        break;
                    }
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                uint _457 = ((gl_LocalInvocationID.x + _65) - (_795 % _65)) % _65;
                if (_457 < min(8u, (_459 - _795)))
                {
                    float _811;
                    _811 = 0.0;
                    for (uint _809 = 0u; _809 < _65; )
                    {
                        _811 += _438[(_457 * _65) + _809];
                        _809++;
                        continue;
                    }
                    _491[_795 / _65] = _811;
                }
            }
        }
        else
        {
            for (uint _787 = 0u; _787 < _506; _787++)
            {
                float _512 = _256[_787];
                float _790;
                do
                {
                    float _704 = simd_sum(_512);
                    if (_55)
                    {
                        _790 = _704;
                        break;
                    }
                    threadgroup_barrier(mem_flags::mem_threadgroup);
                    bool _708 = simd_is_first();
                    if (_708)
                    {
                        _68[gl_SubgroupID] = _704;
                    }
                    threadgroup_barrier(mem_flags::mem_threadgroup);
                    float _789;
                    _789 = _68[0];
                    for (uint _788 = 1u; _788 < gl_NumSubgroups; )
                    {
                        _789 += _68[_788];
                        _788++;
                        continue;
                    }
                    _790 = _789;
                    break;
                } while(false);
                if ((_787 % _65) == gl_LocalInvocationID.x)
                {
                    _491[_787 / _65] = _790;
                }
            }
        }
        for (uint _796 = 0u; _796 < _488; _796++)
        {
            uint _538 = (_796 * _65) + gl_LocalInvocationID.x;
            uint _800;
            if (_538 < _197)
            {
                uint _547 = _198 + _538;
                bool _749 = _121._m7 == 1u;
                uint _797;
                if (_749)
                {
                    _797 = 2u * _547;
                }
                else
                {
                    _797 = _547;
                }
                uint _799;
                if (_749)
                {
                    uint _798;
                    if (_118._m0[_797] <= 1266679808u)
                    {
                        _798 = uint(as_type<float>(_118._m0[_797]));
                    }
                    else
                    {
                        _798 = 4294967295u;
                    }
                    _799 = _798;
                }
                else
                {
                    _799 = _118._m0[_797];
                }
                _800 = _799 - _121._m4;
            }
            else
            {
                _800 = _121._m3;
            }
            uint _558 = _203 + (_538 / _197);
            bool _561 = _538 < _560;
            bool _568;
            if (_561)
            {
                _568 = _800 < _121._m3;
            }
            else
            {
                _568 = _561;
            }
            if (_568 && (_558 < 1u))
            {
                _577._m0[((_558 * _121._m5) + _121._m4) + _800] = _491[_796];
            }
        }
        break;
    } while(false);
}

