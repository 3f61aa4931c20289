#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _119
{
    uint _m0;
    uint _m1;
    uint _m2;
    uint _m3;
    uint _m4;
    float _m5;
};

struct _142
{
    uint _m0[1];
};

struct _161
{
    uint _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _193 = SPIRV_CROSS_CONSTANT_ID_0;

struct _202
{
    int _m0[1];
};

struct _280
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _301 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_301, 1u, 1u);

kernel void main0(constant _119& _121 [[buffer(0)]], const device _161& _163 [[buffer(2)]], const device _142& _144 [[buffer(3)]], const device _202& _204 [[buffer(4)]], device _280& _282 [[buffer(5)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    do
    {
        uint _196 = (gl_WorkGroupID.x * _193) + gl_LocalInvocationID.x;
        uint _213 = uint(_204._m0[gl_WorkGroupID.y]) - _121._m3;
        bool _218 = _196 >= _121._m0;
        bool _226;
        if (!_218)
        {
            _226 = _213 >= _121._m4;
        }
        else
        {
            _226 = _218;
        }
        if (_226)
        {
            break;
        }
        uint _329 = (_213 * _121._m1) + (5u * (_196 >> uint(4)));
        uint _336 = 3u * ((_213 * _121._m0) + _196);
        uint _355 = _336 + 1u;
        uint _359 = _336 + 2u;
        float _370 = float2(as_type<half2>(_144._m0[_329])).x * float(extract_bits(int(_144._m0[(_329 + 1u) + ((_196 >> uint(2)) & 3u)]), uint(int(8u * (_196 & 3u))), uint(8)));
        uint _382 = _163._m0[_359] >> 0u;
        uint _418 = _163._m0[_336] >> 0u;
        float4 _256 = ((float4(uint4(_418 & 15u, (_418 >> uint(4)) & 15u, (_418 >> uint(8)) & 15u, (_418 >> uint(12)) & 15u) | (uint4(_382 & 3u, (_382 >> uint(2)) & 3u, (_382 >> uint(4)) & 3u, (_382 >> uint(6)) & 3u) << uint4(int4(4)))) - float4(32.0)) * _370) * _121._m5;
        uint _259 = 16u * _196;
        if (_259 < _121._m2)
        {
            _282._m0[(gl_WorkGroupID.y * _121._m2) + _259] = _256.x;
        }
        if ((_259 + 1u) < _121._m2)
        {
            _282._m0[((gl_WorkGroupID.y * _121._m2) + _259) + 1u] = _256.y;
        }
        if ((_259 + 2u) < _121._m2)
        {
            _282._m0[((gl_WorkGroupID.y * _121._m2) + _259) + 2u] = _256.z;
        }
        if ((_259 + 3u) < _121._m2)
        {
            _282._m0[((gl_WorkGroupID.y * _121._m2) + _259) + 3u] = _256.w;
        }
        uint _524 = _163._m0[_359] >> 8u;
        uint _539 = _163._m0[_336] >> 16u;
        float4 _553 = ((float4(uint4(_539 & 15u, (_539 >> uint(4)) & 15u, (_539 >> uint(8)) & 15u, (_539 >> uint(12)) & 15u) | (uint4(_524 & 3u, (_524 >> uint(2)) & 3u, (_524 >> uint(4)) & 3u, (_524 >> uint(6)) & 3u) << uint4(int4(4)))) - float4(32.0)) * _370) * _121._m5;
        uint _556 = _259 + 4u;
        if (_556 < _121._m2)
        {
            _282._m0[(gl_WorkGroupID.y * _121._m2) + _556] = _553.x;
        }
        if ((_259 + 5u) < _121._m2)
        {
            _282._m0[((gl_WorkGroupID.y * _121._m2) + _556) + 1u] = _553.y;
        }
        if ((_259 + 6u) < _121._m2)
        {
            _282._m0[((gl_WorkGroupID.y * _121._m2) + _556) + 2u] = _553.z;
        }
        if ((_259 + 7u) < _121._m2)
        {
            _282._m0[((gl_WorkGroupID.y * _121._m2) + _556) + 3u] = _553.w;
        }
        uint _651 = _163._m0[_359] >> 16u;
        uint _666 = _163._m0[_355] >> 0u;
        float4 _680 = ((float4(uint4(_666 & 15u, (_666 >> uint(4)) & 15u, (_666 >> uint(8)) & 15u, (_666 >> uint(12)) & 15u) | (uint4(_651 & 3u, (_651 >> uint(2)) & 3u, (_651 >> uint(4)) & 3u, (_651 >> uint(6)) & 3u) << uint4(int4(4)))) - float4(32.0)) * _370) * _121._m5;
        uint _683 = _259 + 8u;
        if (_683 < _121._m2)
        {
            _282._m0[(gl_WorkGroupID.y * _121._m2) + _683] = _680.x;
        }
        if ((_259 + 9u) < _121._m2)
        {
            _282._m0[((gl_WorkGroupID.y * _121._m2) + _683) + 1u] = _680.y;
        }
        if ((_259 + 10u) < _121._m2)
        {
            _282._m0[((gl_WorkGroupID.y * _121._m2) + _683) + 2u] = _680.z;
        }
        if ((_259 + 11u) < _121._m2)
        {
            _282._m0[((gl_WorkGroupID.y * _121._m2) + _683) + 3u] = _680.w;
        }
        uint _778 = _163._m0[_359] >> 24u;
        uint _793 = _163._m0[_355] >> 16u;
        float4 _807 = ((float4(uint4(_793 & 15u, (_793 >> uint(4)) & 15u, (_793 >> uint(8)) & 15u, (_793 >> uint(12)) & 15u) | (uint4(_778 & 3u, (_778 >> uint(2)) & 3u, (_778 >> uint(4)) & 3u, (_778 >> uint(6)) & 3u) << uint4(int4(4)))) - float4(32.0)) * _370) * _121._m5;
        uint _810 = _259 + 12u;
        if (_810 < _121._m2)
        {
            _282._m0[(gl_WorkGroupID.y * _121._m2) + _810] = _807.x;
        }
        if ((_259 + 13u) < _121._m2)
        {
            _282._m0[((gl_WorkGroupID.y * _121._m2) + _810) + 1u] = _807.y;
        }
        if ((_259 + 14u) < _121._m2)
        {
            _282._m0[((gl_WorkGroupID.y * _121._m2) + _810) + 2u] = _807.z;
        }
        if ((_259 + 15u) < _121._m2)
        {
            _282._m0[((gl_WorkGroupID.y * _121._m2) + _810) + 3u] = _807.w;
        }
        break;
    } while(false);
}

